package io.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sentences end and where they do not. */
class SentenceSplitterTest {

    private final SentenceSplitter splitter = new SentenceSplitter();

    @Test
    void sentencesEndAtTheirMarks() {
        assertThat(this.splitter
            .sentences("Stop! Who goes there?  It is I. \"Come in.\" She did (at last.) Then…  nothing"))
            .containsExactly("Stop!", "Who goes there?", "It is I.", "\"Come in.\"", "She did (at last.)",
                    "Then…  nothing");
    }

    @Test
    void paragraphsEndSentencesAndLineBreaksDoNot() {
        assertThat(this.splitter.sentences("A heading\n\nThe text goes\nover two lines. \n \n\n The end"))
            .containsExactly("A heading", "The text goes\nover two lines.", "The end");
    }

    @Test
    void scriptsWithoutSpacesHaveSentencesToo() {
        assertThat(this.splitter.sentences("今日は。元気ですか？はい！")).containsExactly("今日は。", "元気ですか？", "はい！");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Dr. Smith met Mrs. Jones.", "It costs 3.50 dollars, i.e. too much.",
            "See e.g. London or Paris.", "J. S. Bach wrote it.", "The U.S. Senate sits in D.C. today.",
            "Look at fig. 3 and no. 7 at www.example.org first.", "Wait ... there it is.", "Version 1.2.3 is out" })
    void pointsThatEndNothing(String sentence) {
        assertThat(this.splitter.sentences(sentence)).containsExactly(sentence);
    }

    @Test
    void aWordThatIsNoAbbreviationEndsASentence() {
        assertThat(this.splitter.sentences("He said no. She left.")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " \n\n " })
    void nothingHasNoSentences(String text) {
        assertThat(this.splitter.sentences(text)).isEmpty();
    }

}
