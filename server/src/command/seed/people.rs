use domain::ids::TenantId;
use domain::permissions::Role;
use domain::ports::Ports;
use domain::user::PasswordHash;

use crate::command::CommandError;
use crate::command::example::{self, Person};

const NAMES: [&str; 6] =
    ["Ada Okafor", "青木 花子", "王 小明", "Jonas Lindqvist", "佐藤 健", "李 静"];

/// People who all have the same password: a hash for each of many would take an hour.
pub(super) struct People {
    password: PasswordHash,
}

impl People {
    /// Chooses the password, and returns it for whoever asked for the examples.
    pub(super) async fn choose(ports: &Ports) -> Result<(Self, String), CommandError> {
        let (text, password) = example::new_password(ports).await?;
        Ok((Self { password }, text))
    }

    /// The address of one of them.
    pub(super) fn email(tenant: u32, person: u32) -> String {
        format!("person{person}@company{tenant}.example")
    }

    /// Makes people members of a tenant: an admin, operators and viewers in turn. The first one
    /// of the first tenant also runs the installation.
    pub(super) async fn add(
        &self,
        ports: &Ports,
        tenant: TenantId,
        number: u32,
        count: u32,
    ) -> Result<(), CommandError> {
        for index in 0..count {
            let role = match index % 3 {
                0 => Role::Admin,
                1 => Role::Operator,
                _ => Role::Viewer,
            };
            let person = Person {
                email: &Self::email(number, index),
                name: NAMES[index as usize % NAMES.len()],
                account_manager: number == 0 && index == 0,
            };
            person.join(ports, tenant, role, &self.password).await?;
        }
        Ok(())
    }
}
