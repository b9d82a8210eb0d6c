-- Types name the layout of their face; those published before layouts were data had one in the program.
update catalogue_licence_type
   set definition = definition || '{"layout": "business-licence"}'::jsonb
 where code = '11100000MB0143028R001' and not definition ? 'layout';
