// What nodes can do, by their prototypes: a form hands out its fields, and a document its images,
// under any name, before what they can do themselves.
const doing = (type, name) => {
  const own = type.prototype[name];
  return (node, ...given) => own.apply(node, given);
};
const having = (type, name) => {
  const own = Object.getOwnPropertyDescriptor(type.prototype, name).get;
  return (node) => own.call(node);
};
const kindOf = having(Node, "nodeType"), parentOf = having(Node, "parentElement"), rootOf = doing(Node, "getRootNode");
const holds = doing(Node, "contains"), documentOf = having(Node, "ownerDocument"), hears = doing(EventTarget, "addEventListener");
const fits = doing(Element, "matches"), nearest = doing(Element, "closest"), boxOf = doing(Element, "getBoundingClientRect");
const nameOf = having(Element, "tagName"), shadowOf = having(Element, "shadowRoot"), given = doing(Element, "getAttribute");
const seenAtAll = doing(Element, "checkVisibility"), intoView = doing(Element, "scrollIntoView");
const viewOf = having(Document, "defaultView"), bodyOf = having(Document, "body"), stateOf = having(Document, "readyState");
const titleOf = having(Document, "title"), topOf = having(Document, "documentElement"), baseOf = having(Node, "baseURI");
const walking = doing(Document, "createTreeWalker"), byPath = doing(Document, "evaluate");
const TYPES = { 1: Element, 9: Document, 11: ShadowRoot };
const findAll = (root, selector) => {
  const type = TYPES[kindOf(root)] === ShadowRoot ? DocumentFragment : TYPES[kindOf(root)];
  return Array.from(type.prototype.querySelectorAll.call(root, selector));
};
const findOne = (root, selector) => findAll(root, selector)[0] || null;
const byId = (root, id) => kindOf(root) === 1 ? null
  : (kindOf(root) === 9 ? Document : DocumentFragment).prototype.getElementById.call(root, id);
const childrenOf = (root) => Object.getOwnPropertyDescriptor(
  (kindOf(root) === 9 ? Document : DocumentFragment).prototype, "children").get.call(root);
const atPoint = (root, x, y) => kindOf(root) === 1 ? null : TYPES[kindOf(root)].prototype.elementFromPoint.call(root, x, y);
