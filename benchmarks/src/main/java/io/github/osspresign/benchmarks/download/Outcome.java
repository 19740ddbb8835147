// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.IOException;
import java.nio.file.Path;

/** Result of a run, which must be the same for all sides. */
interface Outcome {

    /** Removes what an earlier run has left. */
    void clear() throws IOException;

    /**
     * Checks what a run has left.
     *
     * @param side name of the side, for the message
     * @throws IllegalStateException if it is not as expected
     */
    void requireSame(String side) throws IOException;

    /**
     * Files in a folder.
     *
     * @param folder where each side puts the files
     * @param expected folder with the files as they are to be
     */
    record InFolder(Path folder, Path expected) implements Outcome {

        @Override
        public void clear() throws IOException {
            Folders.empty(folder);
        }

        @Override
        public void requireSame(String side) throws IOException {
            Folders.requireSame(expected, folder, side);
        }
    }
}
