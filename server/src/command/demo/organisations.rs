use domain::ids::TenantId;
use domain::permissions::Role;
use domain::ports::Ports;
use domain::tenant::{
    ChannelUsage, Company, Country, DEFAULT_CHANNEL_QUOTA, Standing, Tenant, Verification,
};

use super::channels;
use crate::command::CommandError;
use crate::command::example::{self, Person};
use crate::start::BUILT_IN_TENANT;

/// A company with its own channels.
const COMPANY: &str = "Aoki Trading";
/// A company that looks after the channels of others.
const PROVIDER: &str = "Mizube Messaging";

/// The provider's customers: name and country.
const CUSTOMERS: [(&str, &str); 12] = [
    ("北海道ファームズ", "JP"),
    ("Café Lumière", "FR"),
    ("深圳优品科技", "CN"),
    ("Nordwind Reisen", "DE"),
    ("Bonsai Bank", "SG"),
    ("京都旅館組合", "JP"),
    ("Harbour Dental", "AU"),
    ("上海花店", "CN"),
    ("Lagos Logistics", "NG"),
    ("Tierra Verde", "MX"),
    ("大阪電器", "JP"),
    ("Fjord Outdoor", "NO"),
];

/// Who signs in to which organisation, as what.
const PEOPLE: [(&str, &str, Place, Role); 5] = [
    ("ada@aoki.example", "Ada Okafor", Place::Company, Role::Admin),
    ("hanako@aoki.example", "青木 花子", Place::Company, Role::Operator),
    ("jonas@aoki.example", "Jonas Lindqvist", Place::Company, Role::Viewer),
    ("mei@mizube.example", "李 美", Place::Provider, Role::Admin),
    ("ken@mizube.example", "佐藤 健", Place::Provider, Role::Operator),
];

#[derive(Clone, Copy)]
enum Place {
    Company,
    Provider,
}

/// Makes everything, and returns who can sign in: address, password, and what they are.
pub(super) async fn found(ports: &Ports) -> Result<Vec<(String, String, String)>, CommandError> {
    let provider = TenantId::from_uuid(ports.ids.next());
    let company = tenant(ports, BUILT_IN_TENANT, COMPANY, "JP")?;
    insert(ports, company, 0, channels::COUNT).await?;
    let organisation = tenant(ports, provider, PROVIDER, "JP")?;
    insert(ports, Tenant { service_provider: true, ..organisation }, 4, 5).await?;
    for (number, (name, country)) in CUSTOMERS.into_iter().enumerate() {
        let id = TenantId::from_uuid(ports.ids.next());
        let mut customer = tenant(ports, id, name, country)?;
        customer.provider = Some(provider);
        match number {
            // One waits to be verified, one for its own admin, one for its bill.
            3 => customer.standing = waiting(Verification::Pending),
            7 => customer.standing = waiting(Verification::Verified),
            9 => customer.standing.suspended_at = Some(ports.clock.now()),
            _ => {}
        }
        let count = if number == 3 || number == 7 { 0 } else { 2 + number * 5 % 9 };
        insert(ports, customer, number, count).await?;
    }
    let mut people = Vec::new();
    for (email, name, place, role) in PEOPLE {
        let (tenant, organisation) = match place {
            Place::Company => (BUILT_IN_TENANT, COMPANY),
            Place::Provider => (provider, PROVIDER),
        };
        let (password, hash) = example::new_password(ports).await?;
        Person { email, name, account_manager: false }.join(ports, tenant, role, &hash).await?;
        let what = format!("{} of {organisation}", role.slug());
        people.push((email.to_owned(), password, what));
    }
    let manager =
        Person { email: "manager@suiro.example", name: "Mika Manager", account_manager: true };
    let (password, hash) = example::new_password(ports).await?;
    manager.add(ports, &hash).await?;
    people.push((manager.email.to_owned(), password, "account manager".to_owned()));
    Ok(people)
}

const fn waiting(verification: Verification) -> Standing {
    Standing { verification, activated_at: None, suspended_at: None }
}

fn tenant(ports: &Ports, id: TenantId, name: &str, country: &str) -> Result<Tenant, CommandError> {
    let now = ports.clock.now();
    Ok(Tenant {
        id,
        name: name.to_owned(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing: Standing::active(now),
        company: Company {
            country: Some(Country::parse(country).map_err(|_| CommandError::NoExample)?),
            registration_number: None,
            contact: None,
        },
        service_provider: false,
        provider: None,
        created_at: now,
    })
}

async fn insert(
    ports: &Ports,
    tenant: Tenant,
    first: usize,
    count: usize,
) -> Result<(), CommandError> {
    let channels = channels::of(ports, tenant.id, first, count)?;
    ports.store.insert_tenant(&tenant, &channels).await?;
    Ok(())
}
