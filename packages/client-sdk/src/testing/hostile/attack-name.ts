/** Every attack by its name. */
export type AttackName =
  | 'drop'
  | 'replay'
  | 'reorder'
  | 'reattribute'
  | 'splice'
  | 'oldTraffic'
  | 'truncate'
  | 'extend'
  | 'flip'
  | 'flood'
  | 'fork'
  | 'fakeJoin'
  | 'fakeLeave';
