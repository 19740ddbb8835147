// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests whose temporary files are in a separate folder. They add their routes themselves. */
abstract class TemporaryFilesTestSupport extends OssPresignedTestSupport {

    private final String tmpdirBefore = System.getProperty("java.io.tmpdir");

    TemporaryFilesTestSupport() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void ownTemporaryFolders() throws IOException {
        Files.createDirectories(temporary());
        System.setProperty("java.io.tmpdir", temporary().toString());
    }

    @AfterEach
    void usualTemporaryFolders() {
        System.setProperty("java.io.tmpdir", tmpdirBefore);
    }

    Path temporary() {
        return directory.resolve("tmp");
    }
}
