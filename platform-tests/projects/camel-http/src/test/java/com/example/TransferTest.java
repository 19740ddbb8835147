// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.platforms.PlatformVersions;
import io.github.osspresign.platforms.TransferCheck;
import io.github.osspresign.platforms.TransferRoutes;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OssDevServerExtension.class)
class TransferTest {

    @Test
    void transfersFiles(OssDevServer oss) throws Exception {
        Main main = new Main();
        main.addInitialProperty("oss.endpoint", oss.endpoint().toString());
        main.configure().addRoutesBuilder(new TransferRoutes());
        main.start();
        try {
            TransferCheck.requireNoOldLibraries();
            TransferCheck.run(main.getCamelContext(), oss, new PlatformVersions("4.18.0", "5.5.1", "5.3.6"));
        } finally {
            main.stop();
        }
    }
}
