"""`NamedTuple` as in `typing`, made in a third of the time.

Why: half a hundred of them are declared before a file can be judged, and the library's own compiles
each annotation and each constructor anew. The type checker reads the library's; a test holds both
beside each other. Unlike that one, it may have cached properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple
    from functools import cached_property
    from operator import itemgetter
    from types import FunctionType

    try:
        from _collections import _tuplegetter as _getter
    except ImportError:

        def _getter(at, about):
            return property(itemgetter(at), doc=about)

    _new = tuple.__new__
    # By the number of fields; each tuple gets one of them with its own names for the arguments.
    # fmt: off
    _CONSTRUCTORS = (
        lambda _of: _new(_of, ()),
        lambda _of, a: _new(_of, (a,)),
        lambda _of, a, b: _new(_of, (a, b)),
        lambda _of, a, b, c: _new(_of, (a, b, c)),
        lambda _of, a, b, c, d: _new(_of, (a, b, c, d)),
        lambda _of, a, b, c, d, e: _new(_of, (a, b, c, d, e)),
        lambda _of, a, b, c, d, e, f: _new(_of, (a, b, c, d, e, f)),
        lambda _of, a, b, c, d, e, f, g: _new(_of, (a, b, c, d, e, f, g)),
        lambda _of, a, b, c, d, e, f, g, h: _new(_of, (a, b, c, d, e, f, g, h)),
        lambda _of, a, b, c, d, e, f, g, h, i: _new(_of, (a, b, c, d, e, f, g, h, i)),
        lambda _of, a, b, c, d, e, f, g, h, i, j: _new(_of, (a, b, c, d, e, f, g, h, i, j)),
        lambda _of, a, b, c, d, e, f, g, h, i, j, k: _new(_of, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _of, a, b, c, d, e, f, g, h, i, j, k, m: (
            _new(_of, (a, b, c, d, e, f, g, h, i, j, k, m))
        ),
        lambda _of, a, b, c, d, e, f, g, h, i, j, k, m, n: (
            _new(_of, (a, b, c, d, e, f, g, h, i, j, k, m, n))
        ),
        lambda _of, a, b, c, d, e, f, g, h, i, j, k, m, n, o: (
            _new(_of, (a, b, c, d, e, f, g, h, i, j, k, m, n, o))
        ),
    )
    # fmt: on

    class _Tuple(tuple):
        """What all of them have in common."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}

        @classmethod
        def _make(cls, iterable):
            made = tuple.__new__(cls, iterable)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed):
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            told = ", ".join(f"{n}={v!r}" for n, v in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({told})"

        def __getnewargs__(self):
            return tuple(self)

    class _Declared(type):
        """Makes the tuple that a class statement declares."""

        def __new__(cls, name, bases, body):
            if body.get("__module__") == __name__:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            if len(fields) >= len(_CONSTRUCTORS):
                body["__new__"] = namedtuple(name, fields, defaults=defaults.values()).__new__
            else:
                body["__new__"] = FunctionType(
                    _CONSTRUCTORS[len(fields)].__code__.replace(co_varnames=("_of", *fields)),
                    globals(),
                    "__new__",
                    tuple(defaults.values()),
                )
            body |= {field: _getter(at, f"Field {at}") for at, field in enumerate(fields)}
            body |= {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            if not any(isinstance(value, cached_property) for value in body.values()):
                body["__slots__"] = ()
            return type(name, (_Tuple,), body)

    class NamedTuple(metaclass=_Declared):
        """The base that a class statement names."""
