package io.github.osspresign.transfer.model;

/**
 * How far a download is.
 *
 * @param maskedUrl the link, safe to log
 * @param fileName name of the file that it becomes
 * @param bytes object bytes that have arrived
 * @param total announced length in bytes, -1 where none was announced
 * @param done whether the file is verified and in its place
 */
public record TransferProgress(String maskedUrl, String fileName, long bytes, long total, boolean done) {}
