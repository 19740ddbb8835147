// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

/**
 * Division of an object into the parts of a multipart upload. All parts have the same size, except for the last one.
 *
 * <p>Limits: 1 to 10,000 parts of 100 KiB to 5 GiB each; only the last part may be smaller (OSS "Limits").
 *
 * @param size size of the object, in bytes; an empty object has one empty part
 * @param partSize size of each part except the last one, in bytes
 */
public record PartLayout(long size, long partSize) {

    /** Maximum number of parts, and largest part number. */
    public static final int MAX_PARTS = 10_000;

    /** Minimum size in bytes of each part except the last one. */
    public static final long MIN_PART_SIZE = 100 * 1024;

    /** Maximum size of a part, in bytes. */
    public static final long MAX_PART_SIZE = 5L * 1024 * 1024 * 1024;

    private static final long MAX_SIZE = MAX_PARTS * MAX_PART_SIZE;
    private static final long MIB = 1024 * 1024;
    private static final long DEFAULT_PART_SIZE = 8 * MIB;

    /** Number of parts that the default part size aims at: a part is then 0.1 % of the object or less than 9 MiB. */
    private static final int DEFAULT_PARTS = 1_000;

    /**
     * Validates the layout.
     *
     * @throws IllegalArgumentException if the size, the size of a part or the number of parts is out of its limits
     */
    public PartLayout {
        requireSize("upload size", size);
        requirePartSize(partSize);
        if (size > partSize * MAX_PARTS) {
            throw new IllegalArgumentException("partSize: must be at least " + ceilDiv(size, MAX_PARTS)
                    + " bytes, so that " + size + " bytes have at most " + MAX_PARTS + " parts, was " + partSize);
        }
    }

    /**
     * Checks the size of an object.
     *
     * @param name option or header with the size
     * @throws IllegalArgumentException if it is out of its limits
     */
    public static void requireSize(String name, long size) {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    name + ": must be 0 to " + MAX_SIZE + " bytes (" + MAX_PARTS + " parts of 5 GiB), was " + size);
        }
    }

    /**
     * Checks the size of a part that may be followed by others.
     *
     * @throws IllegalArgumentException if it is out of its limits
     */
    public static void requirePartSize(long partSize) {
        if (partSize < MIN_PART_SIZE || partSize > MAX_PART_SIZE) {
            throw new IllegalArgumentException("partSize: must be " + MIN_PART_SIZE + " bytes (100 KiB) to "
                    + MAX_PART_SIZE + " bytes (5 GiB), was " + partSize);
        }
    }

    /**
     * Returns the layout of an object with a part size that suits it: 8 MiB, or as many MiB as 1,000 parts need.
     *
     * @throws IllegalArgumentException if the size is out of its limits
     */
    public static PartLayout of(long size) {
        long wanted = ceilDiv(ceilDiv(Math.max(size, 0), DEFAULT_PARTS), MIB) * MIB;
        return new PartLayout(size, Math.min(Math.max(wanted, DEFAULT_PART_SIZE), MAX_PART_SIZE));
    }

    /** Returns the size of the parts of an object of unknown size, in bytes: 16 MiB, enough for 156 GiB. */
    public static long partSizeOfUnknown() {
        return 16 * MIB;
    }

    /** Returns the number of parts, 1 or more. */
    public int count() {
        return (int) Math.max(1, ceilDiv(size, partSize));
    }

    /** Returns the position of the first byte of a part, in bytes. */
    public long offset(int number) {
        return (number - 1) * partSize;
    }

    /** Returns the size of a part, in bytes. */
    public long length(int number) {
        return Math.min(partSize, size - offset(number));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
