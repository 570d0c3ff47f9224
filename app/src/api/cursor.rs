use data_encoding::BASE64URL_NOPAD;
use domain::channel::{ListPosition, SortColumn, SortValue};
use domain::error_code::ErrorCode;
use domain::ids::{ChannelId, TenantId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// Signs the page positions that stand in addresses, so that only positions handed out by this
/// installation to this tenant for this order of the list are taken back.
#[derive(Clone)]
pub struct CursorKey([u8; 32]);

impl std::fmt::Debug for CursorKey {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("CursorKey")
    }
}

/// A truncated signature: a position grants nothing, so 64 bits are plenty to keep nonsense out.
const SIGNATURE_LENGTH: usize = 8;
const ID_LENGTH: usize = 16;

impl CursorKey {
    /// A key from the secret of the installation.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The position as text for an address.
    pub(super) fn seal(
        &self,
        tenant: TenantId,
        column: SortColumn,
        position: &ListPosition,
    ) -> String {
        let mut bytes = vec![u8::from(position.backwards)];
        bytes.extend_from_slice(position.id.uuid().as_bytes());
        match &position.value {
            SortValue::Number(number) => bytes.extend_from_slice(&number.to_be_bytes()),
            SortValue::Text(text) => bytes.extend_from_slice(text.as_bytes()),
        }
        let signature = self.signature(tenant, column, &bytes);
        bytes.extend_from_slice(&signature);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// The position that [`Self::seal`] made into this text.
    pub(super) fn open(
        &self,
        tenant: TenantId,
        column: SortColumn,
        text: &str,
    ) -> Result<ListPosition, ErrorCode> {
        self.read(tenant, column, text).ok_or(ErrorCode::ListCursorInvalid)
    }

    fn read(&self, tenant: TenantId, column: SortColumn, text: &str) -> Option<ListPosition> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (content, signature) =
            bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE_LENGTH)?)?;
        if signature != self.signature(tenant, column, content) {
            return None;
        }
        let (direction, rest) = content.split_first()?;
        let (id, value) = rest.split_at_checked(ID_LENGTH)?;
        let value = match column {
            SortColumn::Name | SortColumn::Customer => {
                SortValue::Text(String::from_utf8(value.to_vec()).ok()?)
            }
            SortColumn::Type | SortColumn::Status | SortColumn::Created => {
                SortValue::Number(i64::from_be_bytes(value.try_into().ok()?))
            }
        };
        Some(ListPosition {
            value,
            id: ChannelId::from_uuid(Uuid::from_slice(id).ok()?),
            backwards: *direction == 1,
        })
    }

    fn signature(
        &self,
        tenant: TenantId,
        column: SortColumn,
        content: &[u8],
    ) -> [u8; SIGNATURE_LENGTH] {
        // HMAC takes a key of any length; the branch is for the type.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; SIGNATURE_LENGTH];
        };
        mac.update(b"list position\0");
        mac.update(tenant.uuid().as_bytes());
        mac.update(column.slug().as_bytes());
        mac.update(b"\0");
        mac.update(content);
        let mut signature = [0; SIGNATURE_LENGTH];
        signature.copy_from_slice(&mac.finalize().into_bytes()[..SIGNATURE_LENGTH]);
        signature
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(value: SortValue) -> ListPosition {
        ListPosition { value, id: ChannelId::from_uuid(Uuid::from_u128(7)), backwards: true }
    }

    #[test]
    fn a_position_survives_the_address() {
        let key = CursorKey::new([1; 32]);
        let tenant = TenantId::from_uuid(Uuid::from_u128(1));
        for (column, value) in [
            (SortColumn::Name, SortValue::Text("水路".into())),
            (SortColumn::Created, SortValue::Number(-5)),
            (SortColumn::Type, SortValue::Number(3)),
        ] {
            let position = position(value);
            let text = key.seal(tenant, column, &position);
            assert_eq!(key.open(tenant, column, &text), Ok(position));
        }
    }

    #[test]
    fn forged_positions_are_refused() {
        let key = CursorKey::new([1; 32]);
        let tenant = TenantId::from_uuid(Uuid::from_u128(1));
        let text = key.seal(tenant, SortColumn::Created, &position(SortValue::Number(5)));
        let refused = Err(ErrorCode::ListCursorInvalid);
        for index in 0..text.len() {
            let mut forged = text.clone().into_bytes();
            forged[index] = if forged[index] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).expect("ASCII");
            assert_eq!(key.open(tenant, SortColumn::Created, &forged), refused);
            assert_eq!(key.open(tenant, SortColumn::Created, &text[..index]), refused);
        }
        let other_tenant = TenantId::from_uuid(Uuid::from_u128(2));
        assert_eq!(key.open(other_tenant, SortColumn::Created, &text), refused);
        assert_eq!(key.open(tenant, SortColumn::Type, &text), refused);
        assert_eq!(CursorKey::new([2; 32]).open(tenant, SortColumn::Created, &text), refused);
        assert_eq!(key.open(tenant, SortColumn::Created, "水"), refused);
    }
}
