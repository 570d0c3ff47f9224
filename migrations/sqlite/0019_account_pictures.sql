-- The picture of the account, where it was asked for, and when. Without a picture there was none.
ALTER TABLE bindings ADD COLUMN picture BLOB CHECK (length(picture) <= 524288);
ALTER TABLE bindings ADD COLUMN picture_address TEXT;
ALTER TABLE bindings ADD COLUMN picture_asked_at INTEGER;
