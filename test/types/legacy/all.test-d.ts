/* The same types under experimentalDecorators. */
import "../definitions.test-d.js";
import "../frames.test-d.js";
import "../mistakes.test-d.js";
