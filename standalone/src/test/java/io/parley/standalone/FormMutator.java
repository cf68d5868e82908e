package io.parley.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.parley.testing.ports.MultipartForm;

/** Makes forms with bad fields, and bad forms; the same of the same random numbers. */
final class FormMutator {

    private static final List<String> VALUES = List.of("", " ", "null", "true", "-1", "0", "1", "1e400", "-1e-400",
            "9223372036854775808", "NaN", "0.5", "json", "verbose_json", "srt", "diarized_json", "word", "segment",
            "logprobs", "auto", "en", "xx", "\0", "\ud83d\ude00", "\uffff", "a".repeat(5000), "../../etc/passwd", "[]",
            "{", "{}", "{\"type\": \"server_vad\"}", "{\"type\": [], \"threshold\": 1e999}", "[".repeat(3000), "\r\n--",
            "a,b,,c", "%s%n", "<script>");

    private final byte[] file;

    /** Names of fields and the values they may well have. */
    private final List<Map.Entry<String, String>> fields;

    FormMutator(byte[] file, Map<String, String> fields) {
        this.file = file.clone();
        this.fields = List.copyOf(fields.entrySet());
    }

    byte[] mutated(RandomGenerator random) {
        MultipartForm form = new MultipartForm();
        int before = random.nextInt(4);
        fields(form, before, random);
        if (random.nextInt(8) > 0) {
            form.file("a.wav", file(random));
        }
        fields(form, random.nextInt(3), random);
        byte[] bytes = form.bytes();
        return (random.nextInt(3) == 0) ? broken(bytes, random) : bytes;
    }

    private void fields(MultipartForm form, int count, RandomGenerator random) {
        if (random.nextInt(4) > 0) {
            form.field("model", this.fields.getFirst().getValue());
        }
        for (int i = 0; i < count; i++) {
            Map.Entry<String, String> field = this.fields.get(random.nextInt(this.fields.size()));
            String value = random.nextBoolean() ? field.getValue() : VALUES.get(random.nextInt(VALUES.size()));
            form.field((random.nextInt(10) > 0) ? field.getKey() : field.getKey() + "[x]", value);
        }
    }

    private byte[] file(RandomGenerator random) {
        return (random.nextInt(4) > 0) ? this.file : Arrays.copyOf(this.file, random.nextInt(this.file.length));
    }

    /** Most of a form that can break stands in its headers, at both ends. */
    private static byte[] broken(byte[] form, RandomGenerator random) {
        byte[] broken = form;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && broken.length > 0; i++) {
            int near = random.nextInt(Math.min(broken.length, 400));
            int at = random.nextBoolean() ? near : broken.length - 1 - near;
            switch (random.nextInt(5)) {
                case 0 -> broken = Arrays.copyOf(broken, at);
                case 1 -> broken = joined(broken, at, broken, Math.min(broken.length, at + 1 + random.nextInt(40)));
                case 2 -> broken = joined(broken, at, broken, Math.max(0, at - random.nextInt(200)));
                case 3 -> broken[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                default -> broken[at] = (byte) "\r\n\0\"-;=:\u00ff".charAt(random.nextInt(9));
            }
        }
        return broken;
    }

    private static byte[] joined(byte[] head, int headEnd, byte[] tail, int tailStart) {
        byte[] joined = Arrays.copyOf(head, headEnd + tail.length - tailStart);
        System.arraycopy(tail, tailStart, joined, headEnd, tail.length - tailStart);
        return joined;
    }

}
