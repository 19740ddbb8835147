// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import io.github.osspresign.test.WebBrowser;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The pages are the same in Firefox. */
@Tag("slow")
class PortalInFirefoxTest extends PortalInBrowserTest {

    @Override
    WebBrowser start(Path profile) throws Exception {
        return WebBrowser.start(WebBrowser.Kind.FIREFOX, profile);
    }
}
