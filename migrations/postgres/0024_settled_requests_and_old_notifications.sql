-- A request also ends by itself: 5 settled, a claim whose channel was bound.
ALTER TABLE channel_requests
    DROP CONSTRAINT channel_requests_state_check,
    ADD CONSTRAINT channel_requests_state_check CHECK (state BETWEEN 1 AND 5),
    ADD CHECK (state <> 5 OR kind = 2);

-- Notifications are taken away after their time.
GRANT DELETE ON notifications TO suiro_runtime;
CREATE INDEX notifications_by_time ON notifications (at);
