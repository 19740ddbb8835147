// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.Path;

/** File with all bytes of an object, under a name that only its owner uses. */
interface CompleteFile {

    /** Renames the file to the target, replacing an existing file. */
    void replace(Path target) throws IOException;

    /**
     * Renames the file to the target if that does not exist.
     *
     * @return {@code false} if the target exists, or if another download is about to create it
     */
    boolean publishAs(Path target) throws IOException;
}
