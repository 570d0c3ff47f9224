-- 1 pending, 2 verified, 3 rejected. What is there already was never asked, and goes on.
ALTER TABLE tenants ADD COLUMN verification INTEGER NOT NULL DEFAULT 2
    CHECK (verification BETWEEN 1 AND 3);
ALTER TABLE tenants ADD COLUMN rejected_for TEXT
    CHECK ((verification = 3) = (rejected_for IS NOT NULL))
    CHECK (length(rejected_for) BETWEEN 1 AND 500);
ALTER TABLE tenants ADD COLUMN activated_at INTEGER;
ALTER TABLE tenants ADD COLUMN suspended_at INTEGER;
ALTER TABLE tenants ADD COLUMN country TEXT CHECK (length(country) = 2);
ALTER TABLE tenants ADD COLUMN registration_number TEXT
    CHECK (length(registration_number) BETWEEN 1 AND 50);
ALTER TABLE tenants ADD COLUMN contact TEXT CHECK (length(contact) BETWEEN 1 AND 200);

UPDATE tenants SET activated_at = created_at;
