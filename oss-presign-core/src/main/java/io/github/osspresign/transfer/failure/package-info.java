/**
 * Makes the exceptions of a transfer, and keeps the secrets of its link out of their texts. Internal to {@code transfer};
 * no class here retries or decides.
 */
@NullMarked
package io.github.osspresign.transfer.failure;

import org.jspecify.annotations.NullMarked;
