/**
 * What the starter adds to the generated configuration of the components. It holds no option of a component and no logic
 * of a transfer.
 */
@NullMarked
package io.github.osspresign.camel.springboot;

import org.jspecify.annotations.NullMarked;
