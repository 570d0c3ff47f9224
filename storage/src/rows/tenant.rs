use domain::channel::InsertOutcome;
use domain::ids::TenantId;
use domain::tenant::{
    ChannelUsage, Company, Contact, Country, Needs, Reason, RegistrationNumber, Standing, Tenant,
    TenantOutcome, Verification,
};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`TenantRow`].
macro_rules! tenant_columns {
    () => {
        "id, name, channel_quota, channels_used, created_at, verification, rejected_for, \
         activated_at, suspended_at, country, registration_number, contact, service_provider, \
         provider_id"
    };
}
/// The condition for one more channel, with the numbers of [`Verification`].
macro_rules! may_have_one_more {
    () => {
        "channels_used < channel_quota AND verification = 2 AND activated_at IS NOT NULL \
         AND suspended_at IS NULL"
    };
}
pub(crate) use {may_have_one_more, tenant_columns};

#[derive(Debug, FromRow)]
pub(crate) struct TenantRow {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) channel_quota: i64,
    pub(crate) channels_used: i64,
    pub(crate) created_at: i64,
    pub(crate) verification: i16,
    pub(crate) rejected_for: Option<String>,
    pub(crate) activated_at: Option<i64>,
    pub(crate) suspended_at: Option<i64>,
    pub(crate) country: Option<String>,
    pub(crate) registration_number: Option<String>,
    pub(crate) contact: Option<String>,
    pub(crate) service_provider: bool,
    /// In whose list it stands.
    pub(crate) provider_id: Option<Uuid>,
}

/// The part of a [`TenantRow`] that a company says about itself.
#[derive(Debug)]
pub(crate) struct CompanyRow {
    pub(crate) country: Option<String>,
    pub(crate) registration_number: Option<String>,
    pub(crate) contact: Option<String>,
}

impl From<&Company> for CompanyRow {
    fn from(company: &Company) -> Self {
        let Company { country, registration_number, contact } = company;
        Self {
            country: country.map(|it| it.to_string()),
            registration_number: registration_number.as_ref().map(ToString::to_string),
            contact: contact.as_ref().map(ToString::to_string),
        }
    }
}

impl TryFrom<CompanyRow> for Company {
    type Error = Failure;

    fn try_from(row: CompanyRow) -> Result<Self, Failure> {
        let corrupt = |column| move |_| Failure::Corrupt { table: "tenants", column };
        let CompanyRow { country, registration_number, contact } = row;
        let country = country.as_deref().map(Country::parse).transpose();
        let number = registration_number.as_deref().map(RegistrationNumber::parse).transpose();
        let contact = contact.as_deref().map(Contact::parse).transpose();
        Ok(Self {
            country: country.map_err(corrupt("country"))?,
            registration_number: number.map_err(corrupt("registration_number"))?,
            contact: contact.map_err(corrupt("contact"))?,
        })
    }
}

impl From<&Tenant> for TenantRow {
    fn from(tenant: &Tenant) -> Self {
        let Tenant { id, name, usage, standing, company, service_provider, provider, created_at } =
            tenant;
        let (verification, rejected_for) = match &standing.verification {
            Verification::Pending => (1, None),
            Verification::Verified => (2, None),
            Verification::Rejected(reason) => (3, Some(reason.to_string())),
        };
        let CompanyRow { country, registration_number, contact } = company.into();
        Self {
            id: id.uuid(),
            name: name.clone(),
            channel_quota: usage.quota.into(),
            channels_used: usage.used.into(),
            created_at: created_at.micros(),
            verification,
            rejected_for,
            activated_at: standing.activated_at.map(Timestamp::micros),
            suspended_at: standing.suspended_at.map(Timestamp::micros),
            country,
            registration_number,
            contact,
            service_provider: *service_provider,
            provider_id: provider.or(service_provider.then_some(*id)).map(TenantId::uuid),
        }
    }
}

impl TryFrom<TenantRow> for Tenant {
    type Error = Failure;

    fn try_from(row: TenantRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "tenants", column };
        let count = |column, value: i64| u32::try_from(value).map_err(|_| corrupt(column));
        let verification = match (row.verification, row.rejected_for) {
            (1, None) => Verification::Pending,
            (2, None) => Verification::Verified,
            (3, Some(reason)) => {
                Verification::Rejected(Reason::parse(&reason).map_err(|_| corrupt("rejected_for"))?)
            }
            _ => return Err(corrupt("verification")),
        };
        Ok(Self {
            id: TenantId::from_uuid(row.id),
            name: row.name,
            usage: ChannelUsage {
                used: count("channels_used", row.channels_used)?,
                quota: count("channel_quota", row.channel_quota)?,
            },
            standing: Standing {
                verification,
                activated_at: row.activated_at.map(Timestamp::from_micros),
                suspended_at: row.suspended_at.map(Timestamp::from_micros),
            },
            company: Company::try_from(CompanyRow {
                country: row.country,
                registration_number: row.registration_number,
                contact: row.contact,
            })?,
            service_provider: row.service_provider,
            // Whoever has or had the right stands in its own list.
            provider: row.provider_id.filter(|id| *id != row.id).map(TenantId::from_uuid),
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

/// Why a tenant cannot have one more channel.
pub(crate) fn no_room(tenant: Option<&Tenant>) -> Result<InsertOutcome, Failure> {
    let tenant = tenant.ok_or(Failure::Misuse("the channel's tenant does not exist"))?;
    Ok(match tenant.standing.meets(Needs::Service) {
        Ok(()) => InsertOutcome::QuotaExceeded,
        Err(code) => InsertOutcome::NoService(code),
    })
}

/// What came of a statement that changes one tenant, if it is in the right state.
pub(crate) const fn tenant_outcome(changed: u64, known: bool) -> TenantOutcome {
    match (changed, known) {
        (0, false) => TenantOutcome::NotFound,
        (0, true) => TenantOutcome::OtherState,
        _ => TenantOutcome::Done,
    }
}
