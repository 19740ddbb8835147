/**
 * Downloads and uploads through presigned links: the two doors {@link io.github.osspresign.transfer.Downloader} and
 * {@link io.github.osspresign.transfer.Uploader}, and the engines behind them. No class here knows Camel; clock, randomness
 * and waits come in from outside.
 */
@NullMarked
package io.github.osspresign.transfer;

import org.jspecify.annotations.NullMarked;
