package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryEntriesTest {

    @TempDir
    Path folder;

    /** Another program may take the folder of a finished file away at once. */
    @Test
    void directoryThatIsGoneNeedsNoFlush() {
        assertThatCode(() -> DirectoryEntries.flush(folder.resolve("gone"))).doesNotThrowAnyException();
    }
}
