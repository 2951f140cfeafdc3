export { ChooseCalls } from './ChooseCalls';
export { CompareCalls, type CompareCallsProps } from './CompareCalls';
export type { PickerProblem } from './ComparePicker';
export { CompareWith } from './CompareWith';
export { compareKeys } from './compareKeys';
