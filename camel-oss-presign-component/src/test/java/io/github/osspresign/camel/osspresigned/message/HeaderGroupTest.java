// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

class HeaderGroupTest {

    @Test
    void removesHeadersInAnyCaseExceptThoseToKeep() {
        Message message = new DefaultMessage(new DefaultCamelContext());
        HeaderGroup group = new HeaderGroup("CamelFile*");
        group.removeFrom(message);

        for (String name :
                Set.of("CamelFileName", "camelfilepath", "CamelFile", "CAMELFILENAMECONSUMED", "CamelFil", "x")) {
            message.setHeader(name, "1");
        }
        group.removeFrom(message, "CamelFileNameConsumed");

        assertThat(message.getHeaders()).containsOnlyKeys("CAMELFILENAMECONSUMED", "CamelFil", "x");
    }

    @Test
    void rejectsOtherPatterns() {
        assertThatThrownBy(() -> new HeaderGroup("CamelFile")).hasMessageContaining("must end in '*'");
    }
}
