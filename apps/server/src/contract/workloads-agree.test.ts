import { describe, expectTypeOf, it } from 'vitest';
import type * as room from '@hecate/workloads';
import type * as contract from './index.ts';

describe('the types of the workloads room', () => {
  it('are those of the contract, checked by the compiler', () => {
    expectTypeOf<room.Workload>().toEqualTypeOf<contract.Workload>();
    expectTypeOf<room.WorkloadList>().toEqualTypeOf<contract.WorkloadList>();
    expectTypeOf<room.WorkloadDetail>().toEqualTypeOf<contract.WorkloadDetail>();
    expectTypeOf<room.WorkloadKind>().toEqualTypeOf<contract.WorkloadKind>();
    expectTypeOf<room.WorkloadStatus>().toEqualTypeOf<contract.WorkloadStatus>();
    expectTypeOf<room.WorkloadVital>().toEqualTypeOf<contract.WorkloadVital>();
    expectTypeOf<room.Overview>().toEqualTypeOf<contract.Overview>();
  });
});
