/**
 * Downloads and uploads through presigned links. {@link io.github.osspresign.transfer.Downloader} and
 * {@link io.github.osspresign.transfer.Uploader} are the entry points; the other classes implement them. No class here
 * knows Camel; clock, randomness and waits are passed in.
 */
@NullMarked
package io.github.osspresign.transfer;

import org.jspecify.annotations.NullMarked;
