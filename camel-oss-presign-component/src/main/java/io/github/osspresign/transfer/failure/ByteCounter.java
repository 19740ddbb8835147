package io.github.osspresign.transfer.failure;

/** Counter of the object bytes that a transfer has received. */
public interface ByteCounter {

    /** Counter that is always 0, for uploads. */
    ByteCounter NONE = new ByteCounter() {
        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public long arrived() {
            return 0;
        }
    };

    /** Returns the number of received bytes that are still valid. */
    long bytes();

    /** Returns the number of received bytes, including those that were discarded. */
    long arrived();
}
