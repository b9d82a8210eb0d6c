-- How a person wants pages to be, kept with the account so that it is there on the next device:
-- language, and whether in the larger type. None: never chosen.
alter table identity_account
  add column page_choice text check (page_choice in ('zh', 'en', 'zh-elder', 'en-elder'));
