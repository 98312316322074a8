export type { MethodDecorator, TableFn } from "./decoratorTypes.js";
export { defaults } from "./defaults.js";
export { type AppendFlow, type AppendFlowCall, type AppendFlowOptions, appendFlow } from "./flows.js";
export {
	applyChanges,
	applyChangesFromSnapshot,
	createAutoCdcFlow,
	createAutoCdcFromSnapshotFlow,
	createSink,
	foreachBatchSink,
} from "./notYet.js";
export type { Condition, DefaultOptions, RuleOptions, Rules, TableOptions, ViewOptions } from "./options.js";
export {
	createStreamingTable,
	materializedView,
	type OutputDecorator,
	streamingTable,
	table,
	temporaryView,
	type ViewDecorator,
	view,
} from "./outputs.js";
export {
	expect,
	expectAll,
	expectAllOrDrop,
	expectAllOrFail,
	expectAllOrQuarantine,
	expectOrDrop,
	expectOrFail,
	expectOrQuarantine,
} from "./rules.js";
