-- What an agency sends again in other words is another version: whoever received the earlier one is told so.
alter table recall drop constraint recall_effect_check,
  add constraint recall_effect_check check (effect in
    ('withdrawn', 'repaired', 'closed', 'corrected', 'changed', 'requeued', 'hidden', 'resumed', 'reinstated'));
