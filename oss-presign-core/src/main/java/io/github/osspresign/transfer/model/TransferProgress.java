// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/**
 * Progress of a transfer.
 *
 * @param maskedUrl link without its secrets, safe to log
 * @param fileName name of the file or object
 * @param bytes number of bytes transferred
 * @param total announced length in bytes, -1 if not announced
 * @param done whether the transfer is complete and verified
 */
public record TransferProgress(String maskedUrl, String fileName, long bytes, long total, boolean done) {}
