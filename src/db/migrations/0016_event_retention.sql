-- Events that have grown old go (EVENT_RETENTION_DAYS), and what was summed of them stays: who deletes them says so for its
-- transaction. What else deletes events takes them out of the sums, as before.
DROP TRIGGER answer_events_deleted ON answer_events;
CREATE TRIGGER answer_events_deleted AFTER DELETE ON answer_events REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
  WHEN (current_setting('deflect.keeps_sums', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION sum_answer_events();
