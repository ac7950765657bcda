/** What the lint says: which file, where in it, what rule, and a sentence that tells a lawyer how to mend it. */
export type Finding = { file: string; at: string; code: FindingCode; message: string };

export type FindingCode =
  | 'shape' //                   not the shape of its folder
  | 'code-differs' //            the code is not the name of the file
  | 'too-long'
  | 'missing-basis'
  | 'person-subject' //          a natural person as subject (boundary 1 to 3)
  | 'twice' //                   one name for two things
  | 'dangling' //                names what the catalogue does not hold
  | 'wrong-field' //             a field of a type the rule cannot use
  | 'not-in-force' //            cites an instrument not in force on the day
  | 'repealed'
  | 'rank-too-low' //            the instrument cannot carry this effect
  | 'bad-condition'
  | 'outside-national-window'
  | 'without-severity-table'
  | 'list-without-notice'
  | 'list-without-exit'
  | 'not-a-list-category'
  | 'trigger-without-end'
  | 'grade-as-trigger'
  | 'voluntary-as-ground'
  | 'favourable-as-ground' //    a good record as ground of a restriction
  | 'measure-without-clause'
  | 'measure-without-type'
  | 'personal-liberty'
  | 'person-in-role' //          a measure for a person that is more than a bar from one role
  | 'matter-without-sources'
  | 'matter-lacks-source'
  | 'out-of-bounds' //           subject matter the platform does not record
  | 'identity-number-held'
  | 'person-named' //            a column for a private person where the category has no need of one
  | 'adverse-unsaid' //          mixed nature without saying which rows are adverse, or the other way round
  | 'trigger-without-start'
  | 'subjects-too-wide' //       takes kinds of subject that the category must not
  | 'never-public' //            public, against its nature
  | 'late-publication' //        slower than the national timeliness
  | 'without-document' //        rows without number, grounds, authority or day of their document
  | 'unmasked-text' //           free text shown to everybody as written
  | 'wrong-key'
  | 'endless-use' //             kept in use although it must be erased after its term
  | 'kept-too-long' //           not deleted in time after its end
  | 'not-a-grant' //             asks for a check before a decision that grants nothing
  | 'unknown-figure'
  | 'figure-missing'
  | 'figure-out-of-bounds'
  | 'unknown-blank' //           a paper names a blank it does not declare, or marks one wrongly
  | 'unused-blank'
  | 'wrong-blank' //            of a kind that cannot stand there, or optional where the paper needs it
  | 'day-out-of-year' //         a calendar names a day that no notice of its year moves
  | 'not-a-weekend'; //          a calendar has a day worked that is worked anyway
