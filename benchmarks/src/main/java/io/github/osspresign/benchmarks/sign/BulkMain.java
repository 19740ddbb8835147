// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.SignatureVersion;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Signs many keys in a small heap, in a separate process: {@code BulkMain <keys> <step> [<endpoint that lists them>]}. Prints
 * a line for every step: what made the links, how many a second, the bytes in use after a collection.
 */
final class BulkMain {

    private final long step;
    private long links;
    private long characters;
    private long begin;

    private BulkMain(long step) {
        this.step = step;
    }

    public static void main(String[] args) throws Exception {
        long keys = Long.parseLong(args[0]);
        BulkMain bulk = new BulkMain(Long.parseLong(args[1]));
        bulk.signOneByOne(bulk.step);
        if (args.length == 3) {
            bulk.sign("listed", "&operation=signPrefix&endpoint=" + args[2], "");
        } else {
            bulk.sign("all", "&operation=signAll", keys(keys));
        }
        bulk.signOneByOne(bulk.step);
        System.out.println("links " + bulk.links + " characters " + bulk.characters);
    }

    /** Signs each key separately; the rate of a bulk is compared with this rate. */
    private void signOneByOne(long number) {
        Side ours = new Ours(SigningCase.SHORT_KEY, SignatureVersion.V4);
        begin = System.nanoTime();
        Iterator<String> keys = keys(number);
        while (keys.hasNext()) {
            count("one", ours.url(keys.next()));
        }
    }

    private void sign(String how, String options, Object body) throws Exception {
        CamelContext context = new DefaultCamelContext();
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to("presign:" + SigningCase.BUCKET + "?region=" + SigningCase.REGION + "&accessKey="
                                    + SigningCase.ACCESS_KEY_ID + "&secretKey=" + SigningCase.ACCESS_KEY_SECRET
                                    + options)
                            .process(exchange -> {
                                Iterator<?> made = exchange.getMessage().getBody(Iterator.class);
                                while (made.hasNext()) {
                                    count(how, ((PresignedLink) made.next()).url());
                                }
                            });
                }
            });
            context.start();
            begin = System.nanoTime();
            context.createProducerTemplate().sendBody("direct:in", body);
        } finally {
            context.stop();
        }
    }

    private static Iterator<String> keys(long number) {
        return LongStream.range(0, number).mapToObj(BulkMain::key).iterator();
    }

    static String key(long index) {
        return "reports/2026/" + (10_000_000 + index) + ".csv";
    }

    private void count(String how, String url) {
        characters += url.length();
        if (++links % step == 0) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(how + " " + Math.round(step / seconds) + " " + used);
            begin = System.nanoTime();
        }
    }
}
