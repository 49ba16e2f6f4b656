import { expect, test } from 'vitest';
import { filtersOf, isFiltered, readEventFilters } from './event-filters.ts';

test('reads filters from an address, and leaves out what is none', () => {
  const given = {
    q: ' choir ',
    place: '',
    from: '2027-03-14',
    until: 'soon',
    free: 1,
    when: 'tomorrow',
    x: 1,
  };
  expect(readEventFilters(given)).toEqual({ q: ' choir ', from: '2027-03-14', free: true });
  expect(readEventFilters({ q: 2027 })).toEqual({ q: '2027' });
  expect(readEventFilters({ from: '2027-99-99x', until: '0001-01-01' })).toEqual({});
});

test('asks for whole days of the visitor, the last one included', () => {
  const { from, until } = filtersOf({ from: '2027-03-14', until: '2027-03-14' });
  expect(from).toEqual(new Date(2027, 2, 14));
  expect(until).toEqual(new Date(2027, 2, 15));
});

test('asks for a place once three letters of it are typed', () => {
  expect(filtersOf({ place: 'Vi' })).toEqual({ when: 'upcoming' });
  expect(filtersOf({ place: ' Vie ' })).toEqual({ when: 'upcoming', place: 'Vie' });
});

test('knows whether anything is filtered; past or upcoming is no filter', () => {
  expect(isFiltered({ when: 'past' })).toBe(false);
  expect(isFiltered({ free: true })).toBe(true);
});
