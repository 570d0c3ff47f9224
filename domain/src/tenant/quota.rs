use super::MAX_CHANNEL_QUOTA;
use crate::error_code::ErrorCode;

/// Reads a quota that somebody typed: a whole number up to [`MAX_CHANNEL_QUOTA`].
pub fn parse_quota(typed: &str) -> Result<u32, ErrorCode> {
    let quota = typed.trim().parse().map_err(|_| ErrorCode::QuotaInvalid)?;
    if quota <= MAX_CHANNEL_QUOTA { Ok(quota) } else { Err(ErrorCode::QuotaInvalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_a_whole_number_up_to_the_highest() {
        for typed in ["", "-1", "1.5", "100001", "ten", "99999999999999999999"] {
            assert_eq!(parse_quota(typed), Err(ErrorCode::QuotaInvalid), "{typed}");
        }
        assert_eq!(parse_quota("0"), Ok(0));
        assert_eq!(parse_quota(" 100000 "), Ok(MAX_CHANNEL_QUOTA));
    }
}
