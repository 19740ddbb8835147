// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** JMX shows consumers and producers as Camel does, and no secret of a link. */
class JmxNamesTest extends OperationTestSupport {

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    JmxNamesTest() {
        testConfiguration().withJMX(true);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:links").to(osspresigned(OPTIONS));
                from(osspresigned("&linkSource=RAW(seda:links)")).to("mock:out");
            }
        };
    }

    @Test
    void namesOfConsumersAndProducersHaveNoSecrets() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(1);
        String url = stored("a", 1000);

        template.sendBody("seda:links", url);
        // Two downloads of one file at the same time are refused.
        out.assertIsSatisfied();
        template.sendBody("direct:links", url);

        String context = "org.apache.camel:context=" + this.context.getManagementName();
        assertThat(jmx.queryNames(new ObjectName(context + ",type=producers,name=OssPresigned*"), null))
                .isNotEmpty();
        assertThat(jmx.queryNames(new ObjectName("org.apache.camel:*"), null).toString())
                .contains("osspresigned")
                .doesNotContain(TransferListenerRouteTest.signature(url))
                .doesNotContain("x-oss-");
    }
}
