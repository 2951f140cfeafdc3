export { ChooseCalls } from './ChooseCalls';
export { CompareCalls, type CompareCallsProps } from './CompareCalls';
export { compareHref, usualChoice, type CompareChoice } from './compareHref';
export type { PickerProblem } from './ComparePicker';
export { CompareWith } from './CompareWith';
export { compareKeys } from './compareKeys';
