use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::callback::TrafficHour;
use domain::ids::{ChannelId, TenantId};
use domain::message::{Message, MessageStore, SendOutcome};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::{query, query_as};

use super::audit::insert_audit_entry;
use super::callback::{name_part, write_tally};
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::callback_statements::{self as statement, Tally};
use crate::error::Failure;
use crate::rows::{self, PartRow, json};

#[async_trait]
impl MessageStore for PostgresStore {
    async fn insert_message(
        &self,
        message: &Message,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_insert_message(message, audit)).await
    }

    async fn finish_message(
        &self,
        message: &Message,
        outcome: &SendOutcome,
        platform_ids: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_finish_message(message, outcome, platform_ids, now)).await
    }

    async fn messages_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let messages = query_as(statement::MESSAGES_OF_CHANNEL)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(i64::from(limit));
        let found = self.pool.all(Scope::Tenant(tenant), messages).await?;
        let parts = query_as(statement::PARTS_OF_CHANNEL)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(i64::from(limit));
        let parts: Vec<PartRow> = self.pool.all(Scope::Tenant(tenant), parts).await?;
        Ok(rows::messages(tenant, channel, found, &parts)?)
    }
}

impl PostgresStore {
    async fn try_insert_message(
        &self,
        message: &Message,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(message.tenant)).await?;
        let added = query(statement::INSERT_MESSAGE)
            .bind(message.tenant.uuid())
            .bind(message.id.uuid())
            .bind(message.channel.uuid())
            .bind(&message.recipient)
            .bind(&message.sent_by)
            .bind(message.sent_at.micros())
            .execute(&mut *write)
            .await?
            .rows_affected();
        if added == 0 {
            return Ok(false);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_finish_message(
        &self,
        message: &Message,
        outcome: &SendOutcome,
        platform_ids: &[String],
        now: Timestamp,
    ) -> Result<(), Failure> {
        let (tenant, channel) = (message.tenant, message.channel);
        let mut write = self.pool.begin(Scope::Tenant(message.tenant)).await?;
        let (number, problem) = outcome.number();
        let finished = query(statement::FINISH_MESSAGE)
            .bind(tenant.uuid())
            .bind(message.id.uuid())
            .bind(number)
            .bind(problem.map(json).transpose()?)
            .execute(&mut *write)
            .await?
            .rows_affected();
        if finished == 0 {
            return Ok(());
        }
        let mut sent = 0;
        for platform_id in platform_ids {
            sent += i64::from(name_part(&mut write, (tenant, channel), platform_id, now).await?);
            query(statement::PART_OF_MESSAGE)
                .bind(tenant.uuid())
                .bind(channel.uuid())
                .bind(platform_id)
                .bind(message.id.uuid())
                .execute(&mut *write)
                .await?;
        }
        query(statement::UP_TO_WATERMARK)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(&message.recipient)
            .bind(message.sent_at.micros())
            .bind(message.id.uuid())
            .execute(&mut *write)
            .await?;
        let mut tally = Tally::default();
        let hour = TrafficHour::number_of(message.sent_at);
        tally.traffic.insert((tenant, channel, hour), (0, sent));
        write_tally(&mut write, &tally).await?;
        Ok(write.commit().await?)
    }
}
