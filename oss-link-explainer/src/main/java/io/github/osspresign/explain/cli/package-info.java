// SPDX-License-Identifier: Apache-2.0
/** Command line of the explainer. Rules about links belong to {@code explain}. */
@NullMarked
package io.github.osspresign.explain.cli;

import org.jspecify.annotations.NullMarked;
