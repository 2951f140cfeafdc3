import type { DiffController, DiffMode, SideState } from '../state';
import { ChangeSteps } from './ChangeSteps';
import type { Part } from './copyParts';
import type { DiffWords } from './diffWords';
import { ModeButtons } from './ModeButtons';
import { PartMenu } from './PartMenu';
import { SearchBox } from './SearchBox';

interface ToolbarProps {
  side: string;
  title: string;
  mode: DiffMode | null;
  search: SideState['search'];
  controller: DiffController;
  words: DiffWords;
  onCopy: (part: Part) => void;
  onDownload: (part: Part) => void;
}

export function Toolbar({ side, title, mode, search, controller, words, onCopy, onDownload }: ToolbarProps) {
  const changed = (controller.data.state.sides[side]?.model?.changes.length ?? 0) > 0;
  return (
    <div className="lens-diff-toolbar">
      {changed && (
        <>
          <ModeButtons mode={mode} onMode={controller.actions.setMode} />
          <ChangeSteps controller={controller} />
        </>
      )}
      <SearchBox side={side} title={title} search={search} controller={controller} />
      <PartMenu label="Copy" words={words} parts={changed ? ['original', 'final'] : ['final']} onPart={onCopy} />
      <PartMenu
        label="Download"
        words={words}
        parts={changed ? ['original', 'final', 'diff'] : ['final']}
        onPart={onDownload}
      />
    </div>
  );
}
