-- messages.claimed_by: the attempt that holds the claim, so that one that ends late lets go of its own only
ALTER TABLE messages ADD COLUMN claimed_by uuid;
