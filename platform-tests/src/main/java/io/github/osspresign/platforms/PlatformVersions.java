// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.platforms;

import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.hc.core5.util.VersionInfo;

/** The versions that a platform contains. */
public record PlatformVersions(String camel, String httpclient5, String httpcore5) {

    static PlatformVersions onClassPath(CamelContext context) {
        return new PlatformVersions(
                context.getVersion(), release("org.apache.hc.client5"), release("org.apache.hc.core5"));
    }

    private static String release(String packageName) {
        ClassLoader loader = VersionInfo.class.getClassLoader();
        return Objects.requireNonNull(VersionInfo.loadVersionInfo(packageName, loader), packageName)
                .getRelease();
    }
}
