package io.parley;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The edges between the rooms. */
@AnalyzeClasses(packages = "io.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule CONCURRENT = room("concurrent");

    @ArchTest
    static final ArchRule AUDIO = room("audio");

    @ArchTest
    static final ArchRule TEXT = room("text");

    @ArchTest
    static final ArchRule WEIGHTS = room("weights");

    @ArchTest
    static final ArchRule CATALOG = room("catalog", "concurrent");

    @ArchTest
    static final ArchRule COMPILE = room("compile", "weights", "catalog", "concurrent");

    @ArchTest
    static final ArchRule POOL = room("pool", "catalog", "concurrent");

    @ArchTest
    static final ArchRule SPEECH = room("speech", "audio", "concurrent");

    @ArchTest
    static final ArchRule GENERATION = room("generation", "text", "pool", "concurrent");

    @ArchTest
    static final ArchRule SERVING = room("serving", "pool", "speech", "audio", "concurrent");

    @ArchTest
    static final ArchRule LIVE = room("live", "speech", "audio", "concurrent");

    @ArchTest
    static final ArchRule CONVERSATION = room("conversation", "speech", "audio", "text", "concurrent");

    @ArchTest
    static final ArchRule WHISPER = room("whisper", "audio", "text", "weights", "catalog", "compile", "pool", "speech",
            "serving", "generation", "concurrent");

    @ArchTest
    static final ArchRule LFM2_AUDIO = room("lfm2audio", "audio", "text", "weights", "catalog", "compile", "pool",
            "speech", "serving", "generation", "concurrent");

    @ArchTest
    static final ArchRule LLAMA = room("llama", "text", "weights", "catalog", "compile", "pool", "speech", "serving",
            "generation", "concurrent");

    @ArchTest
    static final ArchRule SILERO = room("silero", "audio", "text", "weights", "catalog", "compile", "pool", "speech",
            "serving", "concurrent");

    @ArchTest
    static final ArchRule KOKORO = room("kokoro", "audio", "text", "weights", "catalog", "compile", "pool", "speech",
            "serving", "concurrent");

    @ArchTest
    static final ArchRule YAMNET = room("yamnet", "audio", "text", "weights", "catalog", "compile", "pool", "speech",
            "serving", "concurrent");

    @ArchTest
    static final ArchRule ENGINES_DO_NOT_KNOW_EACH_OTHER = slices()
        .matching("io.parley.(whisper|lfm2audio|llama|silero|kokoro|yamnet)..")
        .should()
        .notDependOnEachOther();

    @ArchTest
    static final ArchRule ENGINES_USE_THEIR_OWN_GRAPHS = slices()
        .matching("io.parley.compile.(whisper|lfm2audio|llama|kokoro|silero)..")
        .should()
        .notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_THE_POOL_KNOWS_THE_RUNTIME = noClasses().that()
        .resideOutsideOfPackage("io.parley.pool..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..", "ai.djl.onnxruntime..", "ai.djl", "ai.djl.engine..", "ai.djl.ndarray..",
                "ai.djl.inference..", "ai.djl.nn..");

    @ArchTest
    static final ArchRule ONLY_THE_SPRING_ROOM_KNOWS_SPRING = noClasses().that()
        .resideOutsideOfPackage("io.parley.spring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..");

    @ArchTest
    static final ArchRule NO_ROOM_KNOWS_HTTP_SERVERS = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "com.sun.net.httpserver..");

    /** A room's classes depend on no room but their own and those named. */
    private static ArchRule room(String name, String... mayUse) {
        String[] allowed = Stream.concat(Stream.of(name), Stream.of(mayUse))
            .map((room) -> "io.parley." + room + "..")
            .toArray(String[]::new);
        return noClasses().that()
            .resideInAPackage("io.parley." + name + "..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.parley..").and(not(resideInAnyPackage(allowed))));
    }

}
