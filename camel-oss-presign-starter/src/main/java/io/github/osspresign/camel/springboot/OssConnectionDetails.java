// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import java.util.Map;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the components find OSS, in place of the properties of the application. */
public interface OssConnectionDetails extends ConnectionDetails {

    /** Returns options of both components, such as {@code camel.component.presign.region}, with their values. */
    Map<String, String> camelProperties();
}
