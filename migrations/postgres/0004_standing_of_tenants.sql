-- 1 pending, 2 verified, 3 rejected. What is there already was never asked, and goes on.
ALTER TABLE tenants
    ADD COLUMN verification SMALLINT NOT NULL DEFAULT 2 CHECK (verification BETWEEN 1 AND 3),
    ADD COLUMN rejected_for TEXT CHECK (char_length(rejected_for) BETWEEN 1 AND 500),
    ADD COLUMN activated_at BIGINT,
    ADD COLUMN suspended_at BIGINT,
    ADD COLUMN country TEXT CHECK (char_length(country) = 2),
    ADD COLUMN registration_number TEXT CHECK (char_length(registration_number) BETWEEN 1 AND 50),
    ADD COLUMN contact TEXT CHECK (char_length(contact) BETWEEN 1 AND 200),
    ADD CHECK ((verification = 3) = (rejected_for IS NOT NULL));

-- The policies bind the owner, too: without a scope no row would be found.
SET LOCAL suiro.tenant = 'installation';
UPDATE tenants SET activated_at = created_at;
