// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import io.github.osspresign.devserver.fault.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Faults of every kind that a request can meet, made at random; sizes are such that they strike. */
public final class RandomFaults {

    /** The size that objects do not exceed. */
    public static final int LARGEST = 3_000_000;

    /** Factory of each kind of fault. */
    public static final Map<Class<? extends Fault.OnRequest>, Function<Random, Fault.OnRequest>> KINDS =
            new LinkedHashMap<>();

    private static final String ETAG = "\"0123456789ABCDEF0123456789ABCDEF\"";

    static {
        KINDS.put(Fault.CutBodyAfter.class, random -> new Fault.CutBodyAfter(random.nextInt(LARGEST)));
        KINDS.put(Fault.StatusError.class, random -> {
            int[] statuses = {400, 403, 404, 408, 412, 416, 429, 500, 502, 503, 504};
            Map<String, String> headers = random.nextBoolean() ? Map.of() : Map.of("Retry-After", "1");
            return new Fault.StatusError(statuses[random.nextInt(statuses.length)], "Code", "no", headers);
        });
        KINDS.put(Fault.WrongCrc64.class, random -> new Fault.WrongCrc64());
        KINDS.put(Fault.NoCrc64.class, random -> new Fault.NoCrc64());
        KINDS.put(Fault.FlippedByte.class, random -> new Fault.FlippedByte(random.nextInt(200_000)));
        KINDS.put(Fault.IgnoredRange.class, random -> new Fault.IgnoredRange());
        KINDS.put(Fault.Redirect.class, random -> new Fault.Redirect("http://127.0.0.1:1/"));
        KINDS.put(
                Fault.StallAfter.class,
                random -> new Fault.StallAfter(random.nextInt(LARGEST), Duration.ofMillis(random.nextInt(300))));
        KINDS.put(Fault.SlowDrip.class, random -> new Fault.SlowDrip(20_000_000 + random.nextInt(20_000_000)));
        KINDS.put(
                Fault.WrongContentRange.class,
                random -> new Fault.WrongContentRange("bytes " + random.nextInt(3) + "-" + random.nextInt(LARGEST) + "/"
                        + (1 + random.nextInt(LARGEST))));
        KINDS.put(Fault.LyingLength.class, random -> new Fault.LyingLength(random.nextBoolean() ? 3 : -3));
        KINDS.put(
                Fault.DuplicateHeader.class,
                random -> new Fault.DuplicateHeader(
                        List.of("ETag", "Content-Length", "Content-Range", "x-oss-hash-crc64ecma")
                                .get(random.nextInt(4)),
                        "1"));
        KINDS.put(Fault.ChangedObject.class, random -> new Fault.ChangedObject(ETAG));
        KINDS.put(Fault.ExpiredEarly.class, random -> new Fault.ExpiredEarly());
        KINDS.put(Fault.ConnectionReset.class, random -> new Fault.ConnectionReset());
        KINDS.put(Fault.CutUploadAfter.class, random -> new Fault.CutUploadAfter(random.nextInt(LARGEST)));
        KINDS.put(Fault.FlippedUploadByte.class, random -> new Fault.FlippedUploadByte(random.nextInt(200_000)));
        KINDS.put(Fault.LostResponse.class, random -> new Fault.LostResponse());
        KINDS.put(
                Fault.LateStatusError.class,
                random -> new Fault.LateStatusError(500 + random.nextInt(5), "InternalError", "no"));
        KINDS.put(
                Fault.DelayedResponse.class,
                random -> new Fault.DelayedResponse(Duration.ofMillis(random.nextInt(300))));
    }

    private RandomFaults() {}

    /** One of any kind that is not left out. */
    public static Fault.OnRequest any(Random random, List<Class<? extends Fault.OnRequest>> leftOut) {
        List<Function<Random, Fault.OnRequest>> kinds = KINDS.entrySet().stream()
                .filter(kind -> !leftOut.contains(kind.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return kinds.get(random.nextInt(kinds.size())).apply(random);
    }
}
