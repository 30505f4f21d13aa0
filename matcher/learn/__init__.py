"""Learning: weights from what came of earlier meetings, held near the current ones."""

from matcher.learn.choices import Choices
from matcher.learn.learner import WeightLearner
from matcher.learn.lesson import Lesson, learn, learn_from
from matcher.learn.logit import ConditionalLogit

__all__ = ["Choices", "ConditionalLogit", "Lesson", "WeightLearner", "learn", "learn_from"]
