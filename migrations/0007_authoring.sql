-- Up Migration
-- Scores, receipts and rounds name a published version by its hash: whatever the application does, what lies under it stays as it was.
CREATE FUNCTION keep_published_manual() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'retired'
     AND to_jsonb(NEW) - ARRAY['state', 'retired_at', 'updated_at'] = to_jsonb(OLD) - ARRAY['state', 'retired_at', 'updated_at'] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published manual never changes: % %', OLD.manual_id, OLD.version;
END $$;
CREATE TRIGGER keep_published_manual BEFORE UPDATE OR DELETE ON tenant_manual FOR EACH ROW EXECUTE FUNCTION keep_published_manual();

-- Sha-256 of the version that its wording was compared with when it was published: between the two, somebody said that the words mean the same.
ALTER TABLE tenant_manual ADD COLUMN confirmed_against text COLLATE "C";

-- Direction of writing of a language that only the tenant's translations are in.
ALTER TABLE manual_translation ADD COLUMN dir text NOT NULL DEFAULT 'ltr' CHECK (dir IN ('ltr', 'rtl'));
