import { LuthienRecord } from './luthienRecord';

export type PolicyDecision = 'allowed' | 'changed' | 'blocked' | 'failed';

/** What a policy made of a call, and why, in its own words. */
export class PolicyDecisionRecord extends LuthienRecord {
  readonly record_type = 'policy_decision';
  readonly policy_name: string;
  readonly decision: PolicyDecision;
  readonly rationale: string;

  constructor(transaction_id: string, policy_name: string, decision: PolicyDecision, rationale: string) {
    super(transaction_id);
    this.policy_name = policy_name;
    this.decision = decision;
    this.rationale = rationale;
  }
}
