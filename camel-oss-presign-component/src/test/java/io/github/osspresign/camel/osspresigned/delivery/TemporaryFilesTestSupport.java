// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests whose temporary files are in a separate folder. They add their routes themselves. */
public abstract class TemporaryFilesTestSupport extends OssPresignedTestSupport {

    private final String tmpdirBefore = System.getProperty("java.io.tmpdir");

    public TemporaryFilesTestSupport() {
        withoutRouteBuilder();
    }

    @BeforeEach
    public void ownTemporaryFolders() throws IOException {
        Files.createDirectories(temporary());
        System.setProperty("java.io.tmpdir", temporary().toString());
    }

    @AfterEach
    public void usualTemporaryFolders() {
        System.setProperty("java.io.tmpdir", tmpdirBefore);
    }

    public Path temporary() {
        return directory.resolve("tmp");
    }
}
